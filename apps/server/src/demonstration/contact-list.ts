/** The document that stands behind the change of the network: half a page that nobody wrote, of services that there are not. */
const lines = [
  'The discharge network',
  '',
  'Contact list, first edition',
  '11 May 2022',
  '',
  'Who to ring before somebody comes out. By role, so that it lasts.',
  '',
  'Probation, North Division: the office, for the first appointment',
  'City Council, Homelessness: the duty desk, for the first night',
  'Each prison: the resettlement office, for the time at the gate',
  '',
  'Whoever is released on Thursday is known on Monday.',
  'The list is looked at again at each meeting, every quarter.',
];

/** A PDF with these lines on a page, in plain letters. */
export function contactList(): Buffer {
  const shown = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n');
  const text = `BT /F1 13 Tf 20 TL 64 760 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let made = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = made.length;
    made += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`;
  const end = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${made.length}\n%%EOF\n`;
  return Buffer.from(made + table + end, 'latin1');
}
