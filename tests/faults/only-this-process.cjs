// What is put before a server is meant for it alone: the database engine that it starts runs as it is, by the right clock.
// (What names the clock's file stays: the library asks for it again and again, and without the library nobody does.)
delete process.env.LD_PRELOAD;
delete process.env.NODE_OPTIONS;
