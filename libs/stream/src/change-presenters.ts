import { Injectable } from '@nestjs/common';
import type { ChangeType } from '@throughline/contracts/names';
import type { Carrier } from './pending';

/**
 * Makes what goes out with changes of one type: for each subject its view, the same for everybody on the stream, from the
 * documents as they are now, or as they were just written here. A subject without a view goes out with `null`, and clients
 * fetch anew.
 */
export type ChangePresenter = (
  subjects: readonly string[],
  stream: string,
  written: ReadonlyMap<string, Carrier>,
) => Promise<ReadonlyMap<string, unknown>>;

@Injectable()
export class ChangePresenters {
  private readonly presenters = new Map<ChangeType, ChangePresenter>();

  set(type: ChangeType, presenter: ChangePresenter): void {
    this.presenters.set(type, presenter);
  }

  /** Views by `type` and subject; one call of each presenter, however many changes there are. */
  async present(
    stream: string,
    changes: readonly { type: ChangeType; subject: string; document?: Carrier }[],
  ): Promise<(change: { type: ChangeType; subject: string }) => unknown> {
    const subjects = new Map<ChangeType, Set<string>>();
    const written = new Map<string, Carrier>();
    for (const { type, subject, document } of changes) {
      if (document) written.set(subject, document);
      subjects.set(type, (subjects.get(type) ?? new Set()).add(subject));
    }
    const views = new Map(
      await Promise.all(
        [...subjects].map(async ([type, ids]) => {
          const presenter = this.presenters.get(type);
          return [type, presenter ? await presenter([...ids], stream, written) : new Map<string, unknown>()] as const;
        }),
      ),
    );
    return ({ type, subject }) => views.get(type)?.get(subject) ?? null;
  }
}
