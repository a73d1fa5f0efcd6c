import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { auditAddresses, auditPage, type AuditPage, auditQuery, done } from '@throughline/contracts';
import type { SignedIn } from '@throughline/kernel';
import { Action, dtoOf, TheActor, ZodResponse } from '@throughline/platform';
import { readAudit, setAuditAddresses } from './audit.policy';
import { AuditService } from './audit.service';

class AuditQuery extends dtoOf(() => auditQuery) {}
class AuditPageDto extends dtoOf(() => auditPage) {}
class AddressesBody extends dtoOf(() => auditAddresses) {}
class DoneDto extends dtoOf(() => done) {}

/** The audit chain, for administrators. */
@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Action(readAudit)
  @ZodResponse({ status: 200, type: AuditPageDto })
  page(@TheActor() actor: SignedIn, @Query() query: AuditQuery): Promise<AuditPage> {
    return this.audit.page(actor, query);
  }

  @Put('addresses')
  @Action(setAuditAddresses)
  @ZodResponse({ status: 200, type: DoneDto })
  setAddresses(@TheActor() actor: SignedIn, @Body() body: AddressesBody) {
    return this.audit.setAddresses(actor, body);
  }
}
