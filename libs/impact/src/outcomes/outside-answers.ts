import { Injectable } from '@nestjs/common';
import type { OutsideAnswer } from '@throughline/rules/impact';

/** What people outside said of outcomes, by outcome. Nobody outside can be asked yet, so nobody has answered. */
@Injectable()
export class OutsideAnswers {
  of(_outcomes: readonly string[]): Promise<ReadonlyMap<string, readonly OutsideAnswer[]>> {
    return Promise.resolve(new Map());
  }
}
