"""Full text: texts in a form in which they are compared, the words of a question, and the tables that know where they stand."""
