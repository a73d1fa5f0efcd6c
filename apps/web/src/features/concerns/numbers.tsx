/** Whom to ring, with a number to tap. */
export function Numbers({ numbers }: { numbers: readonly { what: string; number: string; link: string }[] }) {
  return (
    <div className="lines lines--plain">
      <ul>
        {numbers.map(({ what, number, link }) => (
          <li key={what + number}>
            <span dir="auto">{what}</span> <a href={link}>{number}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
