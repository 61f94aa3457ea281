import { describe, expect, it } from 'vitest';
import { routeTable } from './routes';

const matcherOf = (...routeKeys: string[]) => {
  const find = routeTable(routeKeys.map((routeKey) => ({ routeKey, function: 'http' })));
  return (request: string) => {
    const [method = '', path = ''] = request.split(' ');
    const match = find(method, path);
    return match && [match.route.routeKey, match.pathParameters];
  };
};

describe('the route of a request', () => {
  it('is the most specific one, as in the example of the developer guide', () => {
    const routeOf = matcherOf(
      '$default',
      'ANY /{proxy+}',
      'GET /pets/{proxy+}',
      'GET /pets/dog/{id}',
      'GET /pets/dog/1',
    );
    expect(routeOf('GET /pets/dog/1')).toEqual(['GET /pets/dog/1', {}]);
    expect(routeOf('GET /pets/dog/2')).toEqual(['GET /pets/dog/{id}', { id: '2' }]);
    expect(routeOf('GET /pets/cat/1')).toEqual(['GET /pets/{proxy+}', { proxy: 'cat/1' }]);
    expect(routeOf('POST /test/5')).toEqual(['ANY /{proxy+}', { proxy: 'test/5' }]);
    expect(routeOf('GET /')).toEqual(['$default', {}]);
  });

  it('names the method rather than ANY when the paths are alike, and leaves other methods to ANY', () => {
    const routeOf = matcherOf('ANY /notes', 'GET /notes');
    expect(routeOf('GET /notes')?.[0]).toBe('GET /notes');
    expect(routeOf('PUT /notes')?.[0]).toBe('ANY /notes');
  });

  it('falls back to a greedy path when the full match has another method', () => {
    expect(matcherOf('GET /notes', 'ANY /{proxy+}')('POST /notes')).toEqual(['ANY /{proxy+}', { proxy: 'notes' }]);
  });

  it('is none without a full match, a greedy match or $default', () => {
    const routeOf = matcherOf('GET /notes/{id}', 'ANY /api/{proxy+}');
    for (const request of [
      'GET /',
      'GET /notes',
      'GET /notes/',
      'GET /notes/1/2',
      'POST /notes/1',
      'GET /api',
      'GET /apis/1',
    ])
      expect(routeOf(request), request).toBeUndefined();
  });

  it('needs a route key that is one', () => {
    for (const routeKey of ['/notes', 'FETCH /notes', 'GET notes', 'GET /{proxy+}/more'])
      expect(() => matcherOf(routeKey), routeKey).toThrow(`"${routeKey}" is no route key`);
  });
});
