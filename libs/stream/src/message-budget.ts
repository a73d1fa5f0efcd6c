/** About a hundred messages a minute, a few at once: more is no page of ours (safety.md S7). */
export class MessageBudget {
  private left: number;
  private refilledAt: number;

  constructor(
    private readonly most = 100,
    private readonly perSecond = 100 / 60,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.left = most;
    this.refilledAt = now();
  }

  /** Whether one more message may be sent. */
  spend(): boolean {
    const now = this.now();
    this.left = Math.min(this.most, this.left + ((now - this.refilledAt) / 1_000) * this.perSecond);
    this.refilledAt = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
