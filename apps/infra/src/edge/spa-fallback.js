// CloudFront Function, viewer request: a path of the app, unlike a file, has no dot in its last part, and is index.html.
// It stands on the page's behaviour alone, so errors of the API stay what they are; CloudFront's error pages would not.
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- CloudFront calls it by this name, and knows no exports
function handler(event) {
  const request = event.request;
  if (!/\.[^/]*$/.test(request.uri)) request.uri = '/index.html';
  return request;
}
