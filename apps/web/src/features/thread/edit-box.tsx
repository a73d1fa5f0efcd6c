import type { PostSource, PostView, WrittenPost } from '@throughline/contracts';
import { postTextLimit } from '@throughline/contracts/names';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/http';
import { Field, Form } from '../../forms/form';
import { dropWords } from '../../forms/kept-words';
import { WordsField } from '../../identifying/words-field';
import { texts } from '../../texts/en';
import { PictureField } from '../pictures/picture-field';
import { SendOrPreview } from './send-or-preview';
import { useThread } from './thread-context';

const said = texts.thread;

/** Changing a post in its place. */
export function Editing({ post }: { post: PostView }) {
  const path = `/api/posts/${post.id}/source`;
  const source = useQuery({
    queryKey: [path],
    queryFn: () => call(path) as Promise<PostSource>,
    staleTime: 'static',
    gcTime: 0,
  });
  return source.data ? (
    <EditBox post={post} source={source.data} refetch={() => void source.refetch()} />
  ) : (
    <p className="soft">{texts.shell.loading}</p>
  );
}

/** The words that a post is edited with, in its place. Saved over somebody's newer ones only by who has seen those. */
function EditBox({ post, source, refetch }: { post: PostView; source: PostSource; refetch: () => void }) {
  const { inPlace } = useThread();
  const [begun] = useState(source);
  const [refused, setRefused] = useState(false);
  const keepAs = `edit/${post.id}`;
  const newer = refused && source.textVersion !== begun.textVersion;
  return (
    <Form
      name="post-edit"
      className="composer measure stack-s"
      hidden={{ post: post.id, textVersion: newer ? source.textVersion : begun.textVersion }}
      keepAs={keepAs}
      onProblem={({ code }) => {
        if (code !== 'changed-meanwhile') return;
        setRefused(true);
        refetch();
      }}
      onDone={(answer) => {
        inPlace?.take(answer as WrittenPost);
        inPlace?.edit(undefined);
      }}
    >
      {newer ? (
        <section className="notice" aria-label={texts.edit.newer}>
          <p className="small">{texts.edit.newer}</p>
          <div className="post__body--plain" dir="auto">
            {source.text}
          </div>
        </section>
      ) : null}
      <WordsField
        name="text"
        rows={8}
        label={texts.edit.words}
        hint={texts.edit.kept}
        value={begun.text}
        most={postTextLimit}
        required
      />
      <Field name="contentNote" label={said.note} value={begun.contentNote ?? ''} maxLength={80} />
      <PictureField held={begun.pictures} of={`/api/posts/${post.id}`} />
      <SendOrPreview label={texts.edit.save}>
        <button
          type="button"
          className="btn"
          onClick={() => {
            dropWords(keepAs);
            inPlace?.edit(undefined);
          }}
        >
          {said.cancel}
        </button>
      </SendOrPreview>
    </Form>
  );
}
