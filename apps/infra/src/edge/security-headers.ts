import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseHeadersPolicyProps,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';

/** What the page may load, run and talk to: itself, and Cognito. */
export const contentSecurityPolicy = (region: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // Mantine puts style elements into the page. Styles run nothing; scripts have no such exception.
    "style-src 'self' 'unsafe-inline'",
    `connect-src 'self' https://cognito-idp.${region}.amazonaws.com`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

const override = true;

const securityHeaders = (region: string): ResponseSecurityHeadersBehavior => ({
  contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(region), override },
  // Two years, what browsers' preload lists ask for.
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
  contentTypeOptions: { override },
  frameOptions: { frameOption: HeadersFrameOption.DENY, override },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
});

/** For what has a cache-control of its own: the API, and files with a hash in their names. */
export const headersOfAll = (region: string): ResponseHeadersPolicyProps => ({
  securityHeadersBehavior: securityHeaders(region),
});

/** For what keeps its name when it changes: index.html, config.json, the service worker. Browsers ask again each time. */
export const headersOfPage = (region: string): ResponseHeadersPolicyProps => ({
  securityHeadersBehavior: securityHeaders(region),
  customHeadersBehavior: { customHeaders: [{ header: 'cache-control', value: 'no-cache', override }] },
});
