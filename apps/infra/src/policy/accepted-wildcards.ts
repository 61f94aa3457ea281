/** A `*` in what something is allowed that we have looked at and keep. */
export type AcceptedWildcard = {
  /** The logical id of the resource whose policy it stands in. */
  in: RegExp;
  /** Its actions, with commas between them. */
  actions: RegExp;
  /** The resource it is allowed on. */
  on: RegExp;
  reason: string;
};

/** Every `*` that is allowed anywhere, with its reason. Any other stops the synth; a test finds those that nothing needs. */
export const acceptedWildcards: readonly AcceptedWildcard[] = [
  {
    in: /RoleDefaultPolicy[0-9A-F]{8}$/,
    actions: /^xray:PutTelemetryRecords,xray:PutTraceSegments$/,
    on: /^\*$/,
    reason: 'X-Ray takes traces by no narrower resource.',
  },
  {
    in: /^(message|request|deliver|registerperson|closeconnections|finishremovals)RoleDefaultPolicy[0-9A-F]{8}$/,
    actions: /^execute-api:ManageConnections$/,
    on: /^arn:\S+:execute-api:[a-z0-9-]+:\{AWS::AccountId\}:\{RealtimeApi[0-9A-F]{8}\}\/ws\/(POST|DELETE)\/@connections\/\*$/,
    reason: 'Connections come and go; API, stage and verb are fixed.',
  },
  {
    in: /^EdgeWebPolicy[0-9A-F]{8}$/,
    actions: /^s3:GetObject$/,
    on: /^\{EdgeWeb[0-9A-F]{8}\.Arn\}\/\*$/,
    reason: 'The distribution, and it alone, reads the files of the page, all of which are public.',
  },
  {
    in: /^AuditTrailEventsPolicy[0-9A-F]{8}$/,
    actions: /^s3:PutObject$/,
    on: /^\{AuditTrailEvents[0-9A-F]{8}\.Arn\}\/AWSLogs\/\{AWS::AccountId\}\/\*$/,
    reason: 'CloudTrail names its files as it writes them, in the folder of this account.',
  },
  {
    in: /^(Data)?Key[0-9A-F]{8}$/,
    actions: /^kms:\*$/,
    on: /^\*$/,
    reason:
      "A key's policy is about that key, and without the account's own policies having a say nobody could mend it.",
  },
];
