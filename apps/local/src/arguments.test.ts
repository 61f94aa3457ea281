import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments';

const read = (args: string[], environment: NodeJS.ProcessEnv = {}) => readArguments(args, environment, '/checkout');

describe('arguments', () => {
  it('start on port 4400 with the data in the checkout when nothing is said', () => {
    expect(read([])).toEqual({ port: 4400, dataFolder: '/checkout/.parley', reset: false, dev: false });
  });

  it('take each flag, a folder from where they were typed', () => {
    expect(read(['--port', '5000', '--data', 'elsewhere', '--reset', '--dev'])).toEqual({
      port: 5000,
      dataFolder: resolve('elsewhere'),
      reset: true,
      dev: true,
    });
  });

  it('take the port from PORT, but rather from --port', () => {
    expect(read([], { PORT: '5001' }).port).toBe(5001);
    expect(read(['--port=5002'], { PORT: '5001' }).port).toBe(5002);
    expect(read([], { PORT: '' }).port).toBe(4400);
  });

  it('take a DynamoDB that already runs from DYNAMODB_ENDPOINT', () => {
    expect(read([], { DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000' }).dynamodbEndpoint).toBe('http://127.0.0.1:8000');
    expect(read([], { DYNAMODB_ENDPOINT: '' })).not.toHaveProperty('dynamodbEndpoint');
  });

  it('take faults by name and rate, their seed, and how much sooner limits pass', () => {
    expect(read(['--faults', 'F26=0.1,drop-push=1', '--seed', '7', '--time-scale', '60'])).toMatchObject({
      faults: { seed: 7, rates: { F26: 0.1, 'drop-push': 1 } },
      timeScale: 60,
    });
    expect(read(['--faults=none'])).toMatchObject({ faults: { seed: 1, rates: {} } });
    expect(read([])).not.toHaveProperty('faults');
  });

  it.each([
    [['--faults', 'F99=1'], 'There is no fault "F99".'],
    [['--faults='], '"" is no fault with a rate'],
    [['--faults', 'all', '--seed', 'x'], 'The seed "x" is not a whole number'],
    [['--seed', '7'], '--seed is the seed of faults: add --faults all.'],
    [['--time-scale', '0'], 'The time scale "0" is not a whole number from 1 to 600.'],
  ])('refuse %j', (args, sentence) => expect(() => read(args)).toThrow(sentence));

  it.each(['banana', '', ' 80', '-1', '65536', '1e3', '0x50', '4400.5'])('refuse the port "%s" by name', (port) => {
    expect(() => read([`--port=${port}`])).toThrow(`The port "${port}" is not a number from 0 to 65535.`);
  });

  it('refuse a PORT that is none', () => {
    expect(() => read([], { PORT: 'banana' })).toThrow('The port "banana"');
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'. Known are"],
    [['--port'], "Option '--port <value>' argument missing. Known are"],
    [['--reset=yes'], "Option '--reset' does not take an argument. Known are"],
    [['start'], "Unexpected argument 'start'. Known are"],
    [['--data='], '--data needs the name of a folder.'],
  ])('refuse %j in one line', (args, sentence) => {
    expect(() => read(args)).toThrow(new RegExp(`^${sentence.replace(/[.<>]/g, '\\$&')}[^\n]*$`));
  });
});
