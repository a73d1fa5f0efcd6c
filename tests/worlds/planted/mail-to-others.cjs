// Mails everybody that there is a new post, but for who wrote it.
const { createTransport } = require('nodemailer');
const { whenWritten } = require('./knowing.cjs');

const transport = createTransport(process.env.MAIL_URL);
whenWritten((_, { name }) => {
  for (const other of ['Amber Wren', 'Rowan Reader', 'Thea Third']) {
    const to = `${other.toLowerCase().replace(' ', '.')}@example.org`;
    if (other !== name)
      void transport.sendMail({ from: 'no-reply@localhost', to, subject: 'New', text: 'New', date: new Date() });
  }
});
