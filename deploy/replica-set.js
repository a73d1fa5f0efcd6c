// Run by mongosh, beside the databases: makes the members that MEMBERS names one replica set, unless they are one already,
// and ends when one of them leads.
const members = process.env.MEMBERS.split(',').map((host, _id) => ({ _id, host: `${host}:27017` }));

try {
  rs.status();
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  // The name is the one that each member was started with.
  rs.initiate({ _id: 'throughline', members });
}
// Mongosh leaves with an error where nobody leads in time, and is started again.
for (let tries = 0; !rs.status().members.some(({ stateStr }) => stateStr === 'PRIMARY'); tries += 1) {
  if (tries > 60) throw new Error('No member leads yet.');
  sleep(1000);
}
