// CloudFront Function, viewer response: a file with a hash in its name never changes. CloudFront does not run this for
// answers of 400 and above, so a missing file is not remembered for a year; a response headers policy would do that.
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- CloudFront calls it by this name, and knows no exports
function handler(event) {
  const response = event.response;
  response.headers['cache-control'] = { value: 'public, max-age=31536000, immutable' };
  return response;
}
