"""A pool of two threads gets four calls. submit() returns futures, and result() waits."""
import concurrent.futures
import time


def square_of(number):
    print(f"square of {number}: starting")
    time.sleep(0.2)
    print(f"square of {number}: done")
    return number * number


with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
    print("main: submits four calls to 2 threads")
    answers = [pool.submit(square_of, number) for number in range(1, 5)]  # returns at once
    print(f"main: has {len(answers)} futures")
    for answer in answers:
        square = answer.result()  # waits until this call has ended
        print(f"main: the answer is {square}")
