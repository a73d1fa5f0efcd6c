/** A PDF of one page, as small as they get; `more` stands in its catalogue, or wherever a test wants it. */
export function pdf({ text = 'A letter', catalogue = '', after = '' } = {}): Buffer {
  const stream = `BT /F1 14 Tf 60 760 Td (${text}) Tj ET`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const parts = ['%PDF-1.4\n'];
  const places = objects.map((object, index) => {
    const at = parts.join('').length;
    parts.push(`${index + 1} 0 obj\n${object}\nendobj\n`);
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const at = parts.join('').length;
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  parts.push(`${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n${after}`);
  return Buffer.from(parts.join(''), 'latin1');
}

/** One of so many bytes: what fills it is a comment, before its end. */
export function pdfOf(bytes: number): Buffer {
  const whole = pdf();
  const end = whole.lastIndexOf('startxref');
  const filling = Buffer.alloc(bytes - whole.length, 'x');
  filling.write('%');
  filling.write('\n', filling.length - 1);
  return Buffer.concat([whole.subarray(0, end), filling, whole.subarray(end)]);
}
