import { Body, Controller, Param, Post } from '@nestjs/common';
import { aliasLetterAnswer, type AliasLetterView, aliasLetterView } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { answerAliasLetter } from './alias-letter.policy';
import { AliasLetters } from './alias-letters.service';

class LetterDto extends dtoOf(() => aliasLetterView) {}
class AnswerBody extends dtoOf(() => aliasLetterAnswer) {}

@Controller('api/alias-letters')
export class AliasLettersController {
  constructor(private readonly letters: AliasLetters) {}

  @Post(':id')
  @Action(answerAliasLetter)
  @ZodResponse({ status: 201, type: LetterDto })
  answer(
    @TheActor() actor: SignedIn,
    @Param('id', IdPipe) letter: string,
    @Body() body: AnswerBody,
  ): Promise<AliasLetterView> {
    return this.letters.answer(actor, letter, body);
  }
}
