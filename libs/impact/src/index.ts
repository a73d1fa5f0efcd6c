export * from './impact.module';
export * from './notes/notes.service';
export * from './notes/sightings.service';
export * from './outcomes/outcomes.service';
export * from './outside/organisation-say';
export * from './outside/outside-door.service';
export * from './outside/outside-requests.service';
export * from './whole/theme-answers.service';
