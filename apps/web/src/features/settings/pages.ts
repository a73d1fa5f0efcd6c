import { onDemand, page } from '../../app/routes';
import { texts } from '../../texts/en';

const said = texts.settings;

export const settingsPages = [
  page({
    pattern: '/settings',
    kind: said.title,
    title: () => said.title,
    views: () => ({ profile: '/api/profile' }),
    page: onDemand(async () => (await import('./settings')).Settings),
  }),
  page({
    pattern: '/settings/devices',
    kind: said.devices,
    title: () => said.devices,
    views: () => ({ devices: '/api/devices' }),
    page: onDemand(async () => (await import('./settings')).Devices),
  }),
  page({
    pattern: '/settings/password',
    kind: said.passwordTitle,
    title: () => said.passwordTitle,
    page: onDemand(async () => (await import('./settings')).Password),
  }),
];
