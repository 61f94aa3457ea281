import { createApp } from './app';
import { stageConfig } from './config';
import { settings } from './settings';

createApp({ config: (stage) => stageConfig(stage, settings) }).app.synth();
