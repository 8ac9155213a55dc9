'use strict';

// What a stage's settings mean: where its emulator is, and whether it is one of this machine.

const DEFAULT_ENDPOINT = 'http://localhost:4566';

/** `custom.understudy`: stages (default: dev and local), endpoint, accessKeyId, secretAccessKey. */
function localStage(custom, stage, environment) {
  const settings = (custom && custom.understudy) || {};
  const stages = settings.stages === undefined ? ['dev', 'local'] : [].concat(settings.stages);
  if (!stages.includes(stage)) return null;
  const endpoint = settings.endpoint || environment.AWS_ENDPOINT_URL || DEFAULT_ENDPOINT;
  return {
    endpoint: loopbackURL(endpoint, stage),
    accessKeyId: String(settings.accessKeyId || 'test'),
    secretAccessKey: String(settings.secretAccessKey || 'test'),
  };
}

/** The endpoint without a slash at its end; throws for anything that is not this machine. */
function loopbackURL(endpoint, stage) {
  let url;
  try {
    url = new URL(endpoint);
  } catch (error) {
    throw new Error(`serverless-understudy: '${endpoint}' is not the URL of an endpoint, such as ${DEFAULT_ENDPOINT}.`);
  }
  if (!isLoopback(url)) {
    throw new Error(
      `serverless-understudy: the stage '${stage}' is deployed to this machine only, and ${endpoint} is not on it. ` +
        'Take the stage out of custom.understudy.stages to deploy it elsewhere, or name a loopback endpoint.'
    );
  }
  return url.origin;
}

function isLoopback(url) {
  const host = url.hostname.toLowerCase();
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host))
  );
}

/** Where this machine serves a URL of AWS; null for one that is none of an API or function. */
function localURL(text, endpoint) {
  const match = /^https:\/\/([^./]+)\.(execute-api|lambda-url)\.[^/]+(\/.*)?$/.exec(text);
  if (!match) return null;
  const [, id, kind, path = ''] = match;
  if (kind === 'lambda-url') {
    const { protocol, port } = new URL(endpoint);
    return `${protocol}//${id}.lambda-url.localhost${port ? `:${port}` : ''}${path || '/'}`;
  }
  const [, stage, rest = ''] = /^\/([^/]+)(\/.*)?$/.exec(path) || [];
  return stage === undefined
    ? `${endpoint}/_aws/execute-api/${id}/%24default/`
    : `${endpoint}/restapis/${id}/${stage}/_user_request_${rest || '/'}`;
}

module.exports = { localStage, isLoopback, localURL };
