"""One thread: started by start(), and waited for by join()."""
import threading
import time


def worker(number):
    print(f"worker {number}: starting")
    time.sleep(0.3)
    print(f"worker {number}: done")


print("main: before the thread")
thread = threading.Thread(target=worker, args=(1,))
thread.start()
print("main: the thread runs, and so do I")
thread.join()  # waits until it has ended
print("main: the thread has ended")
