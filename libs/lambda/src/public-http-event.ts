import * as z from 'zod';
import { HttpEvent } from './http-event';

/** A request of the HTTP API on a route without an authorizer: all that is known of its sender is an address. */
export const PublicHttpEvent = HttpEvent.extend({
  requestContext: z.object({ http: z.object({ method: z.string(), sourceIp: z.string() }) }),
});
export type PublicHttpEvent = z.infer<typeof PublicHttpEvent>;

/**
 * Where a request comes from. The API's peer is CloudFront, which adds its own peer to `X-Forwarded-For`, and the API adds
 * CloudFront: so the last but one is the viewer. Who asks the API itself, past CloudFront, could write what they like
 * there, and is turned away before.
 */
export const sourceOf = ({ headers, requestContext }: PublicHttpEvent): string => {
  const hops = headers['x-forwarded-for']?.split(',').map((hop) => hop.trim()) ?? [];
  const viewer = hops.at(-2) ?? '';
  return /^[0-9a-f.:]{3,45}$/i.test(viewer) ? viewer : requestContext.http.sourceIp;
};
