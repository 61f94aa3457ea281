import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageConfig } from '../config';
import { AlarmTopic, runbookOf } from './alarm-topic';
import { dashboard } from './dashboard';
import { type AlarmName, type Symptom, symptomsOf, usually, type Watched } from './symptoms';

// Each alarm has a price. In a stage without canaries nobody waits for a removal: its function's log says what failed.
const withCanariesAlone: readonly string[] = ['late-removals'] satisfies AlarmName[];

/** An alarm for each symptom, whose mail names the page that says what to do. */
export class Watching extends Construct {
  /** By their names; some are not in every stage. */
  readonly alarms: Partial<Record<AlarmName, Alarm>>;
  readonly topic: AlarmTopic;

  constructor(scope: Construct, id: string, { config, watched }: { config: StageConfig; watched: Watched }) {
    super(scope, id);
    this.topic = new AlarmTopic(this, 'Mail', config);
    const symptoms: Record<AlarmName, Symptom> = symptomsOf(watched);
    const watchedFor = Object.entries(symptoms).filter(([name]) => config.canary || !withCanariesAlone.includes(name));
    const made = watchedFor.map(([name, { says, ...symptom }]) => {
      const alarm = new Alarm(this, name, {
        alarmName: `parley-${config.stage}-${name}`,
        alarmDescription: `${says} What to do: ${runbookOf(name)}`,
        treatMissingData: TreatMissingData.NOT_BREACHING, // where nothing happens, nothing is wrong
        ...usually,
        ...symptom,
      });
      this.topic.notifyOf(alarm);
      return [name, alarm];
    });
    this.alarms = Object.fromEntries(made) as Partial<Record<AlarmName, Alarm>>;
    if (config.dashboard) dashboard(this, { watched, alarms: Object.values(this.alarms) });
  }
}
