/**
 * The header by which CloudFront shows a deployment's doors that a request came through it, and so through whatever
 * stands in front: its value is that stage's secret. CloudFront replaces what a viewer writes there.
 */
export const edgeHeader = 'x-parley-edge';
