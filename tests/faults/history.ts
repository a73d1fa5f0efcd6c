/** A post as somebody was shown it. Every post carries a word of its own, so that it is known wherever it turns up. */
export interface Shown {
  number: number;
  word: string;
}

/** What a client knows of a post that it sent. Times are milliseconds of one clock that no fault touches. */
export interface Writing {
  thread: string;
  word: string;
  /** When it was sent for the first time. */
  sentAt: number;
  /**
   * `acknowledged`: the server said that it stands. `refused`: the server said that it does not. `unknown`: no answer, or one
   * that says neither; it may be there once, or not at all.
   */
  outcome: 'acknowledged' | 'refused' | 'unknown';
  /** When the acknowledgement came, and the number in it. */
  acknowledgedAt?: number;
  number?: number;
}

/** A stretch of following: a page that was fetched, and what came to it until it was fetched anew. */
export interface Stretch {
  askedAt: number;
  epoch: string;
  fetched: readonly Shown[];
  /** What the live stream added, in the order in which it was shown. */
  came: readonly Shown[];
}

/** What one reader saw of one thread. */
export interface Following {
  reader: string;
  thread: string;
  stretches: readonly Stretch[];
  /** The page as it stood when everything had come to rest. */
  page: readonly Shown[];
}

/** A thread loaded anew when everything had come to rest. */
export interface FreshLoad {
  server: string;
  thread: string;
  posts: readonly Shown[];
}

/** Everything that was noted in a run. */
export interface History {
  writings: readonly Writing[];
  followings: readonly Following[];
  fresh: readonly FreshLoad[];
}
