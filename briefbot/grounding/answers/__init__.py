"""Does a sentence answer a question: its words found, who acts, what kind of thing is there, and how sure that is."""
