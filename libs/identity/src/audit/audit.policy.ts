import { defineAction } from '@throughline/kernel';

export const readAudit = defineAction('audit.read', 'administrator');
export const setAuditAddresses = defineAction('audit.set-addresses', 'administrator');
