import { Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Domain, StageConfig } from '../config';
import { AlarmTopic } from '../watching/alarm-topic';
import { firewall } from './firewall';
import { healthCheck } from './health-check';

/** The zone that a domain lies in, as it is known: no look-up, which would need an account. */
export const zoneOf = (scope: Construct, id: string, { zone }: Domain): IHostedZone =>
  HostedZone.fromHostedZoneAttributes(scope, id, { hostedZoneId: zone.id, zoneName: zone.name });

/** Whether a stage needs anything that must be in us-east-1. */
export const hasFront = ({ firewall, domain }: StageConfig): boolean => firewall || domain !== undefined;

/** What CloudFront takes from us-east-1 alone, wherever the rest is: its firewall, its certificate, and what watches from outside. */
export class FrontStack extends Stack {
  readonly webAclArn: string | undefined;
  readonly certificate: ICertificate | undefined;

  constructor(scope: Construct, id: string, config: StageConfig) {
    const { stage, domain } = config;
    super(scope, id, { env: { region: 'us-east-1' }, description: `Parley, stage ${stage}: before CloudFront` });
    if (config.firewall) this.webAclArn = firewall(this, 'Firewall', stage).attrArn;
    if (!domain) return;
    const validation = CertificateValidation.fromDns(zoneOf(this, 'Zone', domain));
    this.certificate = new Certificate(this, 'Certificate', { domainName: domain.name, validation });
    healthCheck(this, 'SiteDown', { stage, domain, topic: new AlarmTopic(this, 'Mail', config) });
  }
}
