'use strict';

const assert = require('node:assert/strict');
const { beforeEach, afterEach, describe, it } = require('node:test');
const ServerlessUnderstudy = require('..');
const { localURL } = require('../local-stage');

/** As much of the framework as the plugin sees, with the SDK of version 3. */
function framework({ stage = 'dev', custom = {}, outputs = [] } = {}) {
  const config = { update: (changes) => Object.assign(config, changes) };
  class Credentials {
    constructor(accessKeyId, secretAccessKey) {
      Object.assign(this, { accessKeyId, secretAccessKey });
    }
  }
  const sent = [];
  const provider = {
    sdk: { config, Credentials },
    getStage: () => stage,
    getCredentials: () => ({ credentials: 'real ones' }),
    request: async (...call) => sent.push(call),
  };
  const sections = {};
  const serverless = {
    service: { custom },
    getProvider: () => provider,
    pluginManager: { plugins: [{}, { gatheredData: { outputs } }] },
    addServiceOutputSection: (name, lines) => (sections[name] = lines),
  };
  return { serverless, provider, config, sections, sent };
}

let environment;
beforeEach(() => {
  environment = { ...process.env };
  delete process.env.AWS_ENDPOINT_URL;
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});

describe('a local stage', () => {
  it('has its requests sent to this machine, with credentials that are nobody\'s', () => {
    process.env.AWS_PROFILE = 'company';
    const { serverless, provider, config } = framework();
    new ServerlessUnderstudy(serverless, {});
    assert.equal(config.endpoint, 'http://localhost:4566');
    assert.equal(config.s3ForcePathStyle, true);
    assert.deepEqual({ ...config.credentials }, { accessKeyId: 'test', secretAccessKey: 'test' });
    assert.equal(provider.getCredentials().credentials, config.credentials);
    assert.equal(process.env.AWS_ENDPOINT_URL, 'http://localhost:4566');
    assert.equal(process.env.AWS_ENDPOINT_URL_S3, 'http://127.0.0.1:4566');
    assert.equal(process.env.AWS_PROFILE, undefined);
  });

  it('is one that custom.understudy.stages names', () => {
    const custom = { understudy: { stages: ['try'], endpoint: 'http://127.0.0.1:5000/', accessKeyId: 123456789012 } };
    const { serverless, config } = framework({ stage: 'try', custom });
    new ServerlessUnderstudy(serverless, {});
    assert.equal(config.endpoint, 'http://127.0.0.1:5000');
    assert.equal(config.credentials.accessKeyId, '123456789012');
  });

  it('takes the endpoint of the environment', () => {
    process.env.AWS_ENDPOINT_URL = 'http://[::1]:9';
    const { serverless, config } = framework();
    new ServerlessUnderstudy(serverless, {});
    assert.equal(config.endpoint, 'http://[::1]:9');
  });

  for (const endpoint of [
    'https://lambda.eu-west-1.amazonaws.com', 'http://10.0.0.1:4566', 'http://localhost.example.com', 'http://127.0.0.1.example.com',
    'http://0.0.0.0:4566', 'ftp://localhost', 'localhost:4566', '',
  ].filter(Boolean)) {
    it(`refuses ${endpoint}`, () => {
      const { serverless, config } = framework({ custom: { understudy: { endpoint } } });
      assert.throws(() => new ServerlessUnderstudy(serverless, {}), /serverless-understudy: .*(is not on it|is not the URL)/);
      assert.equal(config.endpoint, undefined);
    });
  }

  it('lets no request leave this machine, whoever changes the endpoint later', async () => {
    const { serverless, provider, config, sent } = framework();
    new ServerlessUnderstudy(serverless, {});
    await provider.request('S3', 'putObject', {});
    assert.equal(sent.length, 1);
    config.s3 = { endpoint: 'https://s3.amazonaws.com' };
    await assert.rejects(provider.request('S3', 'putObject', {}), /S3.putObject would go to https:\/\/s3.amazonaws.com/);
    await provider.request('Lambda', 'getFunction', {});
    assert.equal(sent.length, 2);
  });

  it('has its URLs shown as this machine serves them', () => {
    const outputs = [
      { OutputKey: 'ServiceEndpoint', OutputValue: 'https://abc123.execute-api.eu-west-1.amazonaws.com/dev' },
      { OutputKey: 'HttpApiUrl', OutputValue: 'https://def456.execute-api.eu-west-1.amazonaws.com' },
      { OutputKey: 'HelloLambdaFunctionUrl', OutputValue: 'https://xyz.lambda-url.eu-west-1.on.aws/' },
      { OutputKey: 'HelloLambdaFunctionQualifiedArn', OutputValue: 'arn:aws:lambda:eu-west-1:000000000000:function:a:1' },
    ];
    const { serverless, sections } = framework({ outputs });
    new ServerlessUnderstudy(serverless, {}).hooks['after:aws:info:gatherData']();
    assert.deepEqual(sections.understudy, [
      'http://localhost:4566/restapis/abc123/dev/_user_request_/',
      'http://localhost:4566/_aws/execute-api/def456/%24default/',
      'http://xyz.lambda-url.localhost:4566/',
    ]);
  });
});

describe('any other stage', () => {
  for (const [stage, custom] of [['prod', {}], ['dev', { understudy: { stages: ['local'] } }], ['dev', { understudy: { stages: [] } }]]) {
    it(`is left as it is: ${stage} with ${JSON.stringify(custom)}`, () => {
      const { serverless, provider, config } = framework({ stage, custom });
      const { request, getCredentials } = provider;
      const before = { ...process.env };
      const plugin = new ServerlessUnderstudy(serverless, {});
      assert.deepEqual(Object.keys(config), ['update']);
      assert.equal(provider.request, request);
      assert.equal(provider.getCredentials, getCredentials);
      assert.deepEqual(plugin.hooks, {});
      assert.deepEqual({ ...process.env }, before);
    });
  }
});

it('a path of a URL stays', () => {
  const url = 'https://a.execute-api.eu-west-1.amazonaws.com/dev/round';
  assert.equal(localURL(url, 'http://localhost:1'), 'http://localhost:1/restapis/a/dev/_user_request_/round');
});
