// With PUBLIC_URL the server listens for the proxy on every address of its machine; under test only this machine reaches it.
const { Server } = require('node:net');

const { listen } = Server.prototype;
Server.prototype.listen = function (options, ...rest) {
  const everywhere = typeof options === 'object' && options !== null && options.host === '0.0.0.0';
  return listen.call(this, everywhere ? { ...options, host: '127.0.0.1' } : options, ...rest);
};
