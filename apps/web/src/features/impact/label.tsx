import type { LabelView } from '@throughline/contracts';
import type { Stage } from '@throughline/contracts/names';
import { impactTexts as said } from '../../texts/en-impact';

const fill = { reported: 'empty', evidenced: 'part', substantiated: 'full' } as const;

/** How sure one can be of a change: a word, and a ring that is filled as far. What it rests on stands below it. */
export function Label({ label, plain }: { label: LabelView; plain?: boolean }) {
  return (
    <div>
      <p className={`sure sure--${fill[label.label]}`}>{label.said}</p>
      {plain ? null : <p className="small soft">{label.basis}</p>}
    </div>
  );
}

const line: readonly Stage[] = ['noticed', 'exploring', 'testing', 'adopted', 'embedded'];

/** How far a change has come: a bar of five, with the word beside it. What stalled or came back has none of them. */
export function StageMark({ stage, children }: { stage: Stage; children?: string }) {
  const reached = line.indexOf(stage);
  return (
    <span className="stage">
      <span className={`stage__steps stage__steps--${stage}`} aria-hidden="true">
        {line.map((step, index) => (
          <i key={step} className={index <= reached ? 'on' : undefined} />
        ))}
      </span>
      {children ?? said.stages[stage]}
    </span>
  );
}
