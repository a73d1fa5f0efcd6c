import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectModel, MongooseModule } from '@nestjs/mongoose';
import { Aliases, IdentityModule } from '@throughline/identity';
import { Registries } from '@throughline/kernel';
import { ProgrammeModule } from '@throughline/programme';
import { ChangePresenters, type PendingSource, Relay, StreamGates } from '@throughline/stream';
import type { Model } from 'mongoose';
import { isIn } from './audience';
import { Authors } from './authors';
import { Consents } from './consents/consents';
import { FollowedWords } from './consents/followed-words';
import { PostUses } from './consents/post-uses.service';
import { WordsInUse } from './consents/words-in-use';
import { Days } from './days';
import { Erasure } from './erasure/erasure';
import { LeavingController } from './erasure/leaving.controller';
import { LeavingPosts } from './erasure/leaving-posts.service';
import { LeftBehind } from './erasure/left-behind';
import { OwnWords } from './erasure/own-words.service';
import { Unnamed } from './erasure/unnamed';
import { Move, MoveSchema } from './moves/move.schema';
import { OpenMoves } from './moves/open-moves';
import { MovesService } from './moves/moves.service';
import { DiscussionData } from './personas/discussion-data';
import { OwnPostsService } from './personas/own-posts.service';
import { Personas } from './personas/personas.service';
import { PicturesController } from './pictures/pictures.controller';
import { Pictures } from './pictures/pictures.service';
import { UnsentPicture, UnsentPictureSchema } from './pictures/unsent-picture.schema';
import { HiddenPosts } from './posts/hidden-posts';
import { PostAccess } from './posts/post-access';
import { PostPresenter } from './posts/post.presenter';
import { Post, PostSchema } from './posts/post.schema';
import { PostsController } from './posts/posts.controller';
import { PostsService } from './posts/posts.service';
import { PostWrites } from './posts/post-writes';
import { Publisher } from './posts/publisher';
import { Reading, ReadingSchema } from './reading/reading.schema';
import { ReadingService } from './reading/reading.service';
import { Beginnings } from './threads/beginnings.service';
import { HeadWords } from './threads/head-words';
import { KnownThreads } from './threads/known-threads';
import { LedThreads } from './threads/led-threads';
import { MergedThreads } from './threads/merged-threads';
import { Readers } from './threads/readers';
import { SummaryPoints } from './threads/summary-points';
import { ThreadActivity } from './threads/thread-activity';
import { ThreadListsService } from './threads/thread-lists.service';
import { ThreadPagesService } from './threads/thread-pages.service';
import { ThreadPresenter } from './threads/thread.presenter';
import { Thread, ThreadSchema } from './threads/thread.schema';
import { ThreadsController } from './threads/threads.controller';
import { ThreadsService } from './threads/threads.service';
import { EmptyThreads } from './threads/empty-threads';
import { Checkers } from './waiting/checkers';
import { KeptWords } from './waiting/kept-words';
import { Checks } from './waiting/checks';
import { OwnNotices } from './waiting/own-notices';
import { OwnWaiting } from './waiting/own-waiting.service';
import { Pace } from './waiting/pace';
import { WaitingPlaces } from './waiting/places';
import { Publication } from './waiting/publication';
import { Release } from './waiting/release';
import { Review } from './waiting/review.service';
import { OwnWordsController } from './waiting/own-words.controller';
import { WaitingPresenter } from './waiting/waiting.presenter';
import { ThreadMarks } from './waiting/thread-marks';
import { WaitingRoom } from './waiting/waiting-room';
import { Waiting, WaitingSchema } from './waiting/waiting.schema';

@Module({
  imports: [
    IdentityModule,
    ProgrammeModule,
    MongooseModule.forFeature([
      { name: Thread.name, schema: ThreadSchema },
      { name: Post.name, schema: PostSchema },
      { name: Reading.name, schema: ReadingSchema },
      { name: Move.name, schema: MoveSchema },
      { name: Waiting.name, schema: WaitingSchema },
      { name: UnsentPicture.name, schema: UnsentPictureSchema },
    ]),
  ],
  controllers: [LeavingController, ThreadsController, PostsController, PicturesController, OwnWordsController],
  providers: [
    Authors,
    Beginnings,
    HeadWords,
    Checkers,
    KeptWords,
    EmptyThreads,
    Checks,
    Consents,
    Days,
    HiddenPosts,
    DiscussionData,
    Erasure,
    FollowedWords,
    KnownThreads,
    LeavingPosts,
    LedThreads,
    LeftBehind,
    MergedThreads,
    MovesService,
    OpenMoves,
    OwnNotices,
    OwnPostsService,
    OwnWaiting,
    OwnWords,
    Pace,
    Personas,
    PostAccess,
    Pictures,
    PostPresenter,
    PostsService,
    PostUses,
    PostWrites,
    Publication,
    Publisher,
    Readers,
    ReadingService,
    Release,
    Review,
    SummaryPoints,
    ThreadActivity,
    ThreadListsService,
    ThreadPagesService,
    ThreadPresenter,
    ThreadsService,
    Unnamed,
    WaitingPlaces,
    WaitingPresenter,
    ThreadMarks,
    WaitingRoom,
    WordsInUse,
  ],
  exports: [
    Authors,
    Checkers,
    Consents,
    Days,
    HiddenPosts,
    LedThreads,
    MergedThreads,
    OwnWaiting,
    Personas,
    Pictures,
    PostsService,
    Review,
    ThreadsService,
    ThreadPagesService,
    WaitingRoom,
    WordsInUse,
  ],
})
export class DiscussionModule implements OnModuleInit {
  constructor(
    private readonly registries: Registries,
    private readonly gates: StreamGates,
    private readonly presenters: ChangePresenters,
    private readonly relay: Relay,
    private readonly posts: PostPresenter,
    private readonly threads: ThreadPresenter,
    private readonly reading: ReadingService,
    @InjectModel(Thread.name) private readonly threadModel: Model<Thread>,
    @InjectModel(Post.name) private readonly postModel: PendingSource,
    @InjectModel(Reading.name) private readonly readingModel: PendingSource,
    @InjectModel(Waiting.name) private readonly waitingModel: PendingSource,
    private readonly aliases: Aliases,
    private readonly review: Review,
    private readonly ownNotices: OwnNotices,
    @InjectModel(Move.name) private readonly moveModel: PendingSource,
  ) {}

  onModuleInit(): void {
    this.registries.audienceUses.add({
      isUsed: async (audience) => (await this.threadModel.exists({ audience })) !== null,
    });
    this.gates.set('thread', async (actor, id) => {
      const thread = await this.threadModel.findById(id, { audience: 1 }).lean();
      return thread !== null && isIn(actor, thread.audience);
    });
    this.registries.reviewSources.add(this.review);
    this.registries.notices.add(this.ownNotices);
    // Whose an alias is, is derived for who asks to join; the name of its stream leads back to nobody.
    this.gates.set('voice', async (actor, id) => {
      const alias = actor.kind === 'member' ? await this.aliases.byStream(id) : undefined;
      return alias !== undefined && actor.kind === 'member' && this.aliases.mine(actor.memberId, [alias]).length > 0;
    });
    for (const type of ['post.published', 'post.changed'] as const) {
      this.presenters.set(type, (ids, stream, written) =>
        this.posts.forThread(ids, stream.replace(/^thread:/, ''), written as ReadonlyMap<string, Post>),
      );
    }
    this.presenters.set('thread.changed', (ids) => this.threads.byIds(ids));
    this.presenters.set('thread.touched', (ids) => this.threads.byIds(ids));
    this.presenters.set('reading.changed', (ids) => this.reading.present(ids));
    for (const source of [this.threadModel, this.postModel, this.readingModel, this.moveModel, this.waitingModel])
      this.relay.addSource(source);
  }
}
