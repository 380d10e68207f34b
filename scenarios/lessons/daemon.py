"""A daemon thread dies with the process, unfinished. Another one is told to stop, and joined."""
import threading
import time


class Journal:
    """Saves its lines ten at a time, and what is left when it is asked to stop."""

    def __init__(self, name):
        self.name = name
        self.changed = threading.Condition()
        self.unsaved = 0
        self.stopping = False

    def add_line(self):
        with self.changed:
            self.unsaved += 1
            self.changed.notify()

    def stop(self):
        with self.changed:
            self.stopping = True
            self.changed.notify()

    def keep_saving(self):
        print(f"saver of {self.name}: starting")
        with self.changed:
            while not self.stopping:
                self.changed.wait_for(lambda: self.stopping or self.unsaved >= 10)
                print(f"saver of {self.name}: saves {self.unsaved} lines")
                self.unsaved = 0
        print(f"saver of {self.name}: done")


print("main: starts two savers")
lost = Journal("journal A")
threading.Thread(target=lost.keep_saving, daemon=True).start()
kept = Journal("journal B")
saver = threading.Thread(target=kept.keep_saving)
saver.start()
for _ in range(3):
    lost.add_line()
    kept.add_line()
    time.sleep(0.1)
kept.stop()
saver.join()
print(f"main: ends with {lost.unsaved} unsaved lines in A, and {kept.unsaved} in B")
