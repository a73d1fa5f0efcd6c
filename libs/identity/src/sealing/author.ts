/** Whose words an alias's are, and where it speaks. */
export interface AuthorToSeal {
  memberId: string;
  threadId: string;
  aliasId: string;
}

/** Three ids of one length each: the alias and its thread too, so that a box put beside another alias is known for what it is. */
export function authorBytes({ memberId, threadId, aliasId }: AuthorToSeal): Uint8Array {
  return new TextEncoder().encode(`${memberId} ${threadId} ${aliasId}`);
}

/** The inverse of what is sealed. */
export function readAuthor(content: Uint8Array): AuthorToSeal {
  const [memberId = '', threadId = '', aliasId = ''] = new TextDecoder().decode(content).split(' ');
  return { memberId, threadId, aliasId };
}
