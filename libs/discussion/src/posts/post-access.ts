import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type ActionDefinition, notFound, Policies, type SignedIn } from '@throughline/kernel';
import type { Model } from 'mongoose';
import { Unnamed } from '../erasure/unnamed';
import { Personas, type Standing } from '../personas/personas.service';
import { Thread } from '../threads/thread.schema';
import { type PostFacts, readPost } from './post.policy';
import { Post } from './post.schema';

/** Posts as somebody comes to them: with what permissions rest on, their aliases found out for this question and kept nowhere. */
@Injectable()
export class PostAccess {
  constructor(
    @InjectModel(Post.name) private readonly posts: Model<Post>,
    @InjectModel(Thread.name) private readonly threads: Model<Thread>,
    private readonly personas: Personas,
    private readonly unnamed: Unnamed,
    private readonly policies: Policies,
  ) {}

  /** Throws `not-found` where there is none for them to read. */
  async find(
    actor: SignedIn,
    id: string,
  ): Promise<{ post: Post; thread: Thread; facts: PostFacts; standing: Standing }> {
    const post = await this.posts.findById(id).lean<Post>();
    if (!post) throw notFound();
    const standing = await this.personas.now(actor, post.threadId);
    const { thread, facts } = await this.factsOf(actor, post, standing);
    this.policies.authorize(actor, readPost, facts);
    return { post, thread, facts, standing };
  }

  /** The post, if the actor may do this to it. */
  async expect(actor: SignedIn, id: string, action: ActionDefinition<PostFacts>): Promise<Post> {
    const { post, facts } = await this.find(actor, id);
    this.policies.authorize(actor, action, facts);
    return post;
  }

  async factsOf({ memberId }: SignedIn, post: Post, { mine }: Standing): Promise<{ thread: Thread; facts: PostFacts }> {
    const thread = await this.threads.findById(post.threadId).lean<Thread>();
    if (!thread) throw notFound();
    const { state } = post;
    const author = this.unnamed.authorFor(memberId, post);
    return { thread, facts: { thread, author, state, voices: mine.map(({ _id }) => _id) } };
  }
}
