'use strict';

const { localStage, isLoopback, localURL } = require('./local-stage');

/**
 * Points the framework's AWS SDK at Understudy for the stages in `custom.understudy.stages`. On every other stage it does
 * nothing at all.
 */
class ServerlessUnderstudy {
  constructor(serverless, options, { log } = {}) {
    this.serverless = serverless;
    this.hooks = {};
    this.provider = serverless.getProvider('aws');
    const stage = this.provider.getStage();
    this.local = localStage(serverless.service.custom, stage, process.env);
    if (!this.local) return;
    this.configureSDK();
    this.watchRequests();
    this.hooks['after:aws:info:gatherData'] = () => this.showLocalURLs();
    if (log) log.notice(`Stage "${stage}" is deployed to Understudy at ${this.local.endpoint}`);
  }

  /** Version 2 of the SDK takes its configuration, version 3 the environment. Credentials of AWS stay out of both. */
  configureSDK() {
    const { endpoint, accessKeyId, secretAccessKey } = this.local;
    const { sdk } = this.provider;
    const credentials = sdk && sdk.Credentials
      ? new sdk.Credentials(accessKeyId, secretAccessKey)
      : { accessKeyId, secretAccessKey };
    if (sdk && sdk.config) sdk.config.update({ endpoint, s3ForcePathStyle: true, credentials });
    this.provider.getCredentials = () => ({ credentials });
    for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN']) delete process.env[name];
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL: endpoint,
      // With an address for a host, version 3 keeps buckets in the path.
      AWS_ENDPOINT_URL_S3: endpoint.replace('//localhost', '//127.0.0.1'),
    });
  }

  /** Whoever changes the endpoint after us must not reach AWS with a stage that is local. */
  watchRequests() {
    const { provider } = this;
    const request = provider.request.bind(provider);
    provider.request = async (service, method, ...rest) => {
      for (const endpoint of this.endpoints(service)) {
        if (!isLoopback(new URL(endpoint))) {
          throw new Error(`serverless-understudy: ${service}.${method} would go to ${endpoint}, which is not this machine.`);
        }
      }
      return request(service, method, ...rest);
    };
  }

  /** What a call of a service may be sent to. */
  endpoints(service) {
    const config = (this.provider.sdk && this.provider.sdk.config) || {};
    const own = config[String(service).toLowerCase()] || {};
    const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
    const known = [config.endpoint, own.endpoint, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3];
    return known.filter((endpoint) => typeof endpoint === 'string');
  }

  showLocalURLs() {
    const info = this.serverless.pluginManager.plugins.find((plugin) => plugin.gatheredData);
    const outputs = (info && info.gatheredData.outputs) || [];
    const urls = outputs.map(({ OutputValue }) => localURL(String(OutputValue), this.local.endpoint)).filter(Boolean);
    if (urls.length > 0) this.serverless.addServiceOutputSection('understudy', [...new Set(urls)]);
  }
}

module.exports = ServerlessUnderstudy;
