import { stageConfig } from '../config';
import type { Template } from '../cost/fixed-prices';
import { synthesizedAs } from './synthesize';

/** All templates of a stage, as its bill and its charts read them. */
export const templatesOfStage = (stage: string): Template[] =>
  synthesizedAs(stage, stageConfig(stage)).assembly.stacks.map(({ template }) => template as Template);
