export type { Client, ClientEvent, Listener, Outgoing, Status } from './client';
