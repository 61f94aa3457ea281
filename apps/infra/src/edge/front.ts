import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Domain, StageConfig } from '../config';
import { firewall } from './firewall';

/** Where CloudFront takes its firewall and its certificate from, wherever the rest is. Route 53 has its metrics there, too. */
export const edgeRegion = 'us-east-1';

/** What the distribution is given from there. */
export type Front = { webAclArn: string | undefined; certificate: ICertificate | undefined };

/** The zone that a domain lies in, as it is known: no look-up, which would need an account. */
export const zoneOf = (scope: Construct, id: string, { zone }: Domain): IHostedZone =>
  HostedZone.fromHostedZoneAttributes(scope, id, { hostedZoneId: zone.id, zoneName: zone.name });

/** What a stage wants before its distribution: each in its own scope, which can be one for both. */
export const frontIn = (
  scopes: { firewall: Construct; certificate: Construct },
  { stage, domain, ...config }: StageConfig,
): Front => ({
  webAclArn: config.firewall ? firewall(scopes.firewall, 'Firewall', stage).attrArn : undefined,
  certificate: domain && certificateFor(domain, scopes.certificate),
});

const certificateFor = (domain: Domain, scope: Construct): ICertificate => {
  const validation = CertificateValidation.fromDns(zoneOf(scope, 'Zone', domain));
  return new Certificate(scope, 'Certificate', { domainName: domain.name, validation });
};
