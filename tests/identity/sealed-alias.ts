import type { BuiltServer, Person } from '@throughline/testing';
import { Ids } from '@throughline/kernel';
import sodium from 'libsodium-wrappers';
import { withDatabaseOf } from './database-of';

/** Puts an alias of this member into a running server's database, sealed as the server seals it: to the community's public key. */
export async function sealedAlias(
  server: BuiltServer,
  author: Person,
  name: string,
  threadId: string,
): Promise<string> {
  const { member } = (await author.get('/api/me')).json as { member: { id: string } };
  const ids = new Ids();
  const aliasId = ids.next();
  await withDatabaseOf(server, async (db) => {
    const [key] = await db
      .collection<{ publicKey: string }>('sealing_keys')
      .find()
      .sort({ number: -1 })
      .limit(1)
      .toArray();
    if (!key) throw new Error('There is no key to seal with.');
    await sodium.ready;
    const author = `${member.id} ${threadId} ${aliasId}`;
    const box = Buffer.from(sodium.crypto_box_seal(author, Buffer.from(key.publicKey, 'base64url'))).toString(
      'base64url',
    );
    const sealed = { keyId: String(key._id), box };
    const alias = { _id: aliasId as never, threadId, name, voice: ids.next(), voiceKeyId: 'of-a-test', sealed };
    await db.collection('aliases').insertOne(alias);
  });
  return aliasId;
}

/** Those of the demonstration. */
export const demonstrationLeads = {
  juno: 'lantern canal woollen orchard',
  sorrel: 'saltglaze teapot harbour nine',
};
export const demonstrationPassword = 'bottle-kiln-2020';
