// What the page of a thread does without at first.
import './below.css';
import './later.css';
import './impact.css';
import './report.css';
