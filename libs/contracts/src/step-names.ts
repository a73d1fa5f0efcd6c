/**
 * What moderators do about somebody, the gentlest first. `bar` is for an alias: its author posts under none in that thread, which is
 * checked first. `suspend` and `remove` are for members: they follow the person.
 */
export const stepKinds = ['word', 'check', 'bar', 'suspend', 'remove'] as const;
export type StepKind = (typeof stepKinds)[number];

export const memberSteps = ['word', 'check', 'suspend', 'remove'] as const satisfies readonly StepKind[];
export const aliasSteps = ['word', 'check', 'bar'] as const satisfies readonly StepKind[];
