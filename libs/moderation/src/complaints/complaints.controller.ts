import { Body, Controller, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import {
  complaintAnswer,
  type ComplaintList,
  complaintList,
  done,
  newComplaint,
  type OwnComplaint,
  ownComplaint,
  type OwnComplaints,
  ownComplaints,
} from '@throughline/contracts';
import type { Actor, SignedIn } from '@throughline/kernel';
import { Action, dtoOf, IdPipe, TheActor, ZodResponse } from '@throughline/platform';
import { answerComplaint, listComplaints, makeComplaint, readOwnComplaints } from './complaint.policy';
import { Complaints } from './complaints.service';

class NewBody extends dtoOf(() => newComplaint) {}
class OwnDto extends dtoOf(() => ownComplaint) {}
class OwnListDto extends dtoOf(() => ownComplaints) {}
class ListDto extends dtoOf(() => complaintList) {}
class AnswerBody extends dtoOf(() => complaintAnswer) {}
class DoneDto extends dtoOf(() => done) {}

/** Complaints about how data about somebody is handled. */
@Controller('api/complaints')
export class ComplaintsController {
  constructor(private readonly complaints: Complaints) {}

  @Post()
  @Action(makeComplaint)
  @ZodResponse({ status: 201, type: OwnDto })
  make(@TheActor() actor: Actor, @Ip() address: string, @Body() body: NewBody): Promise<OwnComplaint> {
    return this.complaints.make(actor, address, body);
  }

  @Get('own')
  @Action(readOwnComplaints)
  @ZodResponse({ status: 200, type: OwnListDto })
  own(@TheActor() actor: SignedIn): Promise<OwnComplaints> {
    return this.complaints.own(actor);
  }

  @Get()
  @Action(listComplaints)
  @ZodResponse({ status: 200, type: ListDto })
  list(@TheActor() actor: SignedIn): Promise<ComplaintList> {
    return this.complaints.list(actor);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Action(answerComplaint)
  @ZodResponse({ status: 200, type: DoneDto })
  async answer(@TheActor() actor: SignedIn, @Param('id', IdPipe) id: string, @Body() body: AnswerBody) {
    await this.complaints.answer(actor, id, body.text);
    return { done: true } as const;
  }
}
