export * from './impact.module';
export * from './notes/notes.service';
export * from './notes/sightings.service';
export * from './outcomes/outcomes.service';
