import { pageHeaders } from '@parley/protocol';
import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseCustomHeader,
  type ResponseHeadersPolicyProps,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { StageConfig } from '../config';
import { hostedPagesAt } from '../identity';

const override = true;

/** The same headers as everywhere, in CloudFront's words, and strict transport. */
const secured = ({ region, google }: StageConfig) => {
  const {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': _nosniff,
    'x-frame-options': _deny,
    'referrer-policy': _noReferrer,
    ...others
  } = pageHeaders([
    `https://cognito-idp.${region}.amazonaws.com`,
    // Where the code that came back from Google is traded for tokens.
    ...(google ? [`https://${hostedPagesAt(google, region)}`] : []),
  ]);
  const securityHeadersBehavior: ResponseSecurityHeadersBehavior = {
    contentSecurityPolicy: { contentSecurityPolicy, override },
    // Two years, what browsers' preload lists ask for.
    strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override },
    contentTypeOptions: { override },
    frameOptions: { frameOption: HeadersFrameOption.DENY, override },
    referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override },
  };
  const custom = Object.entries(others).map(([header, value]): ResponseCustomHeader => ({ header, value, override }));
  return { securityHeadersBehavior, custom };
};

/** For what has a cache-control of its own: the API, and files with a hash in their names. */
export const headersOfAll = (config: StageConfig): ResponseHeadersPolicyProps => {
  const { securityHeadersBehavior, custom } = secured(config);
  return { securityHeadersBehavior, customHeadersBehavior: { customHeaders: custom } };
};

/** For what keeps its name when it changes: index.html, config.json, the service worker. Browsers ask again each time. */
export const headersOfPage = (config: StageConfig): ResponseHeadersPolicyProps => {
  const { securityHeadersBehavior, custom } = secured(config);
  const customHeaders = [...custom, { header: 'cache-control', value: 'no-cache', override }];
  return { securityHeadersBehavior, customHeadersBehavior: { customHeaders } };
};

/** What people upload is nobody's page: opened by itself it runs nothing, and is no part of our origin. */
const inertDocument = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** For what people upload, whose kind is as S3 says and not as a browser would guess. */
export const headersOfMedia = (config: StageConfig): ResponseHeadersPolicyProps => {
  const { securityHeadersBehavior, customHeadersBehavior } = headersOfAll(config);
  const contentSecurityPolicy = { contentSecurityPolicy: inertDocument, override };
  return {
    securityHeadersBehavior: { ...securityHeadersBehavior, contentSecurityPolicy },
    ...(customHeadersBehavior && { customHeadersBehavior }),
  };
};
