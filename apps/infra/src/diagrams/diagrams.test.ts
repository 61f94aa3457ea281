import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMeasured } from '../cost/measured';
import { dataArrows, requestArrows } from './arrows';
import { inUse, withBills } from './bills';
import { flowChart } from './mermaid';
import { architecturePage, withBlock } from './page';
import { resourcesOf } from './resources';
import { stages } from '../stages';
import { templatesOfStage } from '../testing/templates';

const docs = join(import.meta.dirname, '../../../../docs');
const pageOf = (name: string) => readFileSync(join(docs, name), 'utf8');

const shown = stages.map(({ stage }) => ({ stage, templates: templatesOfStage(stage) }));

it('docs/architecture.md shows what is synthesized; `npm run diagrams` draws it anew', () => {
  const page = pageOf('architecture.md');
  expect(architecturePage(page, shown)).toBe(page);
});

it('docs/well-architected.md tells the bills of today', () => {
  const page = pageOf('well-architected.md');
  expect(withBills(page, inUse(shown), readMeasured())).toBe(page);
});

const fn = (name: string, more = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: `${name}.handler`, ...more },
});
const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const resources = resourcesOf([
  {
    Resources: {
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
      Serve: fn('serve', { Role: arn('ServeRole') }),
      Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Serve' } } },
      Live: { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Serve' } } },
      To: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: { IntegrationUri: { 'Fn::Join': ['', ['arn:', { Ref: 'Live' }, '/invocations']] } },
      },
      Route: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          RouteKey: 'GET /api',
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'To' }]] },
        },
      },
    },
  },
  {
    Resources: {
      ServeRole: { Type: 'AWS::IAM::Role' },
      DataChat0123ABCD: { Type: 'AWS::DynamoDB::GlobalTable' },
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          Roles: [{ Ref: 'ServeRole' }],
          PolicyDocument: {
            Statement: [
              { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: arn('DataChat0123ABCD') },
              { Action: 'logs:PutLogEvents', Resource: arn('Serve') },
            ],
          },
        },
      },
    },
  },
]);

describe('the arrows', () => {
  it('lead from a route through an alias to its function', () => {
    expect(requestArrows(resources)).toEqual([{ from: 'Api', to: 'Serve', label: 'GET /api' }]);
  });

  it('are what a role may do to tables, whichever stack they are in, and not its logs', () => {
    expect(dataArrows(resources)).toEqual([{ from: 'Serve', to: 'DataChat0123ABCD', label: 'reads, writes' }]);
  });
});

it('a chart names a function by its file, and a table by its construct', () => {
  expect(flowChart(resources.all, dataArrows(resources))).toBe(
    ['flowchart LR', '  n0["serve"]', '  n1[("Chat (table)")]', '  n0 -->|"reads, writes"| n1'].join('\n'),
  );
});

it('a page without a place for a chart is refused', () => {
  expect(() => withBlock('# Empty', 'the stages', '')).toThrow('The page has no place for "the stages".');
});
