import type { Arrow } from './arrows';
import type { Resource } from './resources';

const shapes: Record<string, [open: string, close: string, kind: string]> = {
  'AWS::Lambda::Function': ['[', ']', 'function'],
  'AWS::ApiGatewayV2::Api': ['{{', '}}', 'API'],
  'AWS::DynamoDB::GlobalTable': ['[(', ')]', 'table'],
  'AWS::DynamoDB::Table': ['[(', ')]', 'table'],
  'AWS::S3::Bucket': ['[(', ')]', 'bucket'],
  'AWS::SQS::Queue': ['[/', '/]', 'queue'],
  'AWS::Cognito::UserPool': ['([', '])', 'user pool'],
  'AWS::CloudFront::Distribution': ['{{', '}}', 'CloudFront'],
};

/** A name for people: a function's file, an API's protocol, else what the construct is called. */
const nameOf = ({ id, type, properties }: Resource): string => {
  if (type === 'AWS::Lambda::Function') return String(properties['Handler']).replace(/\.handler$/, '');
  if (type === 'AWS::ApiGatewayV2::Api') return properties['ProtocolType'] === 'WEBSOCKET' ? 'WebSocket' : 'HTTP';
  // CDK puts the constructs' names before eight digits of a hash.
  const construct = id.replace(/[0-9A-F]{8}$/, '');
  return construct.replace(/^(Data|Deliveries|Edge|Identity)(?=[A-Z])/, '');
};

const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;

/** A flow chart of these arrows, in the order in which they come, as Mermaid's text. */
export const flowChart = (resources: readonly Resource[], arrows: readonly Arrow[]): string => {
  const ids = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))];
  const short = new Map(ids.map((id, nth) => [id, `n${nth}`]));
  const nodes = ids.flatMap((id) => {
    const resource = resources.find((each) => each.id === id);
    if (!resource) return [];
    const [open, close, kind] = shapes[resource.type] ?? ['[', ']', resource.type];
    const name = nameOf(resource);
    const label =
      resource.type === 'AWS::Lambda::Function' ? name : name === 'Distribution' ? kind : `${name} (${kind})`;
    return [`  ${short.get(id)}${open}${quoted(label)}${close}`];
  });
  const lines = arrows.map(({ from, to, label }) => `  ${short.get(from)} -->|${quoted(label)}| ${short.get(to)}`);
  return ['flowchart LR', ...nodes, ...lines].join('\n');
};
