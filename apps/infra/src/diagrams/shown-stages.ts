import { templatesOf } from '../cost/stage-facts';
import type { Stage } from './page';

const staged = (stage: string): Stage => ({ stage, templates: templatesOf(stage) });

/** Every stage, synthesized now; the first is the one that is drawn. */
export const shownStages = (): [Stage, ...Stage[]] => [staged('dev')];
