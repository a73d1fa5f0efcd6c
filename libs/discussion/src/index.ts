export * from './discussion.module';
export * from './posts/post.policy';
export * from './posts/posts.service';
export * from './threads/thread-pages.service';
export * from './threads/thread.policy';
export * from './threads/threads.service';
