import 'reflect-metadata';
import { livePushes, liveRequests } from '@throughline/contracts/names';
import { LiveGateway } from '@throughline/stream';

/** The messages that a gateway's methods subscribe to, as Nest's decorators noted them. */
function subscribedMessages(gateway: { prototype: object }): string[] {
  return Object.getOwnPropertyNames(gateway.prototype)
    .map((name) => Object.getOwnPropertyDescriptor(gateway.prototype, name)?.value as unknown)
    .filter((method): method is () => unknown => typeof method === 'function')
    .filter((method) => Reflect.getMetadata('websockets:message_mapping', method) === true)
    .map((method) => String(Reflect.getMetadata('message', method)));
}

test('S6 the gateway answers the messages of the contract, each of them and no others', () => {
  expect(subscribedMessages(LiveGateway).sort()).toEqual([...liveRequests].sort());
});

test('no message is both asked and pushed', () => {
  expect(livePushes.filter((name) => (liveRequests as readonly string[]).includes(name))).toEqual([]);
});
