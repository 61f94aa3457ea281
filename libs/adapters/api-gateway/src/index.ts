export { frameSender, type FrameSenderOptions } from './frame-sender';
